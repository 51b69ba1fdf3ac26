// `npm start`: an auction house on 127.0.0.1. PORT and AUCTION_DB say where; README.md beside this file tells the rest.
import { openHouse } from './open-house.js';
import { settingsFrom } from './settings.js';

try {
  const settings = settingsFrom(process.env);
  const { url } = await openHouse(settings);
  console.log(`auction house at ${url}, bids kept in ${settings.database}`);
} catch (error) {
  console.error(`the auction house cannot open: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
