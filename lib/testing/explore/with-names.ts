import type { ProcessControl } from '../../runtime/process-control.js';

/** A text with names in place of the pids of some processes. */
export function withNames(text: string, controls: Iterable<ProcessControl>, nameOf: (control: ProcessControl) => string): string {
  if (!text.includes('#PID<')) return text;
  const byPid = new Map([...controls].map((control) => [String(control.pid), control]));
  return text.replaceAll(/#PID<[\d.]+>/g, (pid) => {
    const control = byPid.get(pid);
    return control === undefined ? pid : nameOf(control);
  });
}
