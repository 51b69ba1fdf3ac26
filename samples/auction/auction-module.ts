import { DynamicSupervisor, KeyRegistry, Module } from '../../lib/index.js';
import { BidStore } from './bid-store.js';
import { Directory } from './directory.js';
import { EventFeed } from './event-feed.js';
import { EventsStream } from './events-stream.js';
import { HttpServer } from './http-server.js';
import { Lots } from './lots.js';
import { bidderKeys, connectionSupervisor, lotKeys, lotSupervisor } from './names.js';
import { Reopening } from './reopening.js';
import { Routes } from './routes.js';
import { TreeView } from './tree-view.js';

/** The whole house: its services, and its processes in the order in which they need each other. */
@Module({
  providers: [BidStore, Directory, EventFeed, EventsStream, Lots, TreeView, Routes, HttpServer],
  processes: [
    { id: lotKeys, start: [KeyRegistry, { keys: 'unique', name: lotKeys }] },
    { id: bidderKeys, start: [KeyRegistry, { keys: 'duplicate', name: bidderKeys }] },
    [DynamicSupervisor, { name: connectionSupervisor, maxChildren: 1_000 }],
    [DynamicSupervisor, { name: lotSupervisor, maxRestarts: 1_000, maxSeconds: 1 }],
    Reopening,
  ],
  strategy: 'rest_for_one',
})
export class AuctionModule {}
