import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this system: what CHROMIUM names, else the first on the PATH. */
function installedChromium(): string | undefined {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM) return CHROMIUM;
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A page in a real browser, which remembers what went wrong in it. */
export class TestBrowser {
  readonly problems: string[] = [];
  #browser: Browser | undefined;

  constructor(private readonly executablePath: string) {}

  async start(): Promise<void> {
    this.#browser = await chromium.launch({ executablePath: this.executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }

  async open(url: string): Promise<Page> {
    if (this.#browser === undefined) throw new Error('the browser has not been started');
    const page = await this.#browser.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    await page.goto(url);
    return page;
  }

  /** Closes all pages, and keeps the browser. */
  async closePages(): Promise<void> {
    this.problems.length = 0;
    for (const context of this.#browser?.contexts() ?? []) await context.close();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
  }
}

/**
 * Describes specs that need a browser.
 *
 * Where there is none they are left out, which a line says; with CI set they fail.
 */
export function describeInBrowser(title: string, specs: (browser: TestBrowser) => void): void {
  const found = installedChromium();
  if (found === undefined && !process.env['CI']) {
    console.log(`left out, as there is no Chromium on the PATH nor in CHROMIUM: ${title}`);
    return;
  }
  describe(title, function () {
    this.timeout(30_000);
    const browser = new TestBrowser(found ?? 'chromium');
    before(() => browser.start());
    afterEach(() => browser.closePages());
    after(() => browser.stop());
    specs(browser);
  });
}
