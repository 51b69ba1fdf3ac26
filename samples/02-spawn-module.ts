/**
 * 02 — a process out of a module, the name of a function and its arguments.
 *
 * Shows:  spawn/3 with an object of functions and with the static methods of a class; the arguments come as a list.
 * Run:    npm run sample 02
 * Prints: 2 + 3 = 5
 *         hello, Joe and Robert
 */
import { spawn } from '../lib/index.js';

const calculator = {
  add(a: number, b: number): void {
    console.log(`${a} + ${b} = ${a + b}`);
  },
};

class Greeter {
  static greet(names: readonly string[]): void {
    console.log(`hello, ${names.join(' and ')}`);
  }
}

spawn(calculator, 'add', [2, 3]);
spawn(Greeter, 'greet', [['Joe', 'Robert']]);
