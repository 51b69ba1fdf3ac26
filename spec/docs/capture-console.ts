const methods = ['debug', 'error', 'info', 'log', 'warn'] as const;

/** Keeps what is written to the console from the reader, until the function it returns is called. */
export function captureConsole(): () => void {
  const real = methods.map((method) => [method, console[method]] as const);
  for (const method of methods) console[method] = () => {};
  return () => {
    for (const [method, write] of real) console[method] = write;
  };
}
