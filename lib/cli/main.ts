#!/usr/bin/env node
import { readArguments } from './arguments.js';
import { drawModule } from './draw-module.js';

const { command, complaint } = readArguments(process.argv.slice(2));
if (command === undefined) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  try {
    console.log(await drawModule(command));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
