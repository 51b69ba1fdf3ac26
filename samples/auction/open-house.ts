import { Application, type ApplicationOptions } from '../../lib/index.js';
import { AuctionModule } from './auction-module.js';
import { HttpServer } from './http-server.js';
import { Settings } from './settings.js';
import { TreeView } from './tree-view.js';

/** An auction house that is open. */
export interface House {
  readonly application: Application;
  /** Where it listens. */
  readonly url: string;
}

/** Opens an auction house. */
export async function openHouse(settings: Settings, options: ApplicationOptions = {}): Promise<House> {
  const application = await Application.start({ module: AuctionModule, providers: [{ provide: Settings, useValue: settings }] }, options);
  application.get(TreeView).of(application);
  return { application, url: application.get(HttpServer).url };
}
