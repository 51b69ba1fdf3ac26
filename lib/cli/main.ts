#!/usr/bin/env node
import { readArguments } from './arguments.js';
import { drawModule } from './draw-module.js';

const { command, help, complaint } = readArguments(process.argv.slice(2));
if (help !== undefined) {
  console.log(help);
} else if (command === undefined) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  try {
    // What the file has opened while it was loaded, a server or a timer, must not keep the command alive.
    process.stdout.write(`${await drawModule(command)}\n`, () => process.exit());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
  }
}
