import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

import { EXAMPLES } from '../../playground/examples.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const CHROMIUM = '/usr/bin/chromium';
const TYPING_PAUSE = 700;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Payload {
  userErrors?: unknown[];
}
interface Answer {
  data?: Record<string, Payload | null>;
  errors?: unknown[];
}

describe('the playground, with every other host blocked', () => {
  let server: StartedServer;
  let browser: Browser;
  let page: Page;
  const elsewhere: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) {
      throw new Error(
        'This test needs Chromium: apt-get install chromium, as .ci/run does.',
      );
    }
    server = await startServer({ env: { MOORAGE_AUTH: 'local' } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.route('**/*', (route) => {
      const { url } = { url: route.request().url() };
      if (url.startsWith(server.url) || /^(data|blob):/.test(url)) {
        return route.continue();
      }
      elsewhere.push(url);
      return route.abort();
    });
    await page.goto(server.url);
    await page.waitForSelector('.graphiql-execute-button', { timeout: 20_000 });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('shows a tab for each example', async () => {
    const titles = await page.locator('.graphiql-tab-button').allTextContents();
    expect(titles).toEqual(EXAMPLES.map(({ name }) => name));
    expect(await page.title()).toBe('Moorage');
  });

  test.each(EXAMPLES.map(({ name }) => name))(
    'the tab %s runs as it is',
    async (name) => {
      await page
        .locator('.graphiql-tab-button', { hasText: new RegExp(`^${name}$`) })
        .click();
      // GraphiQL reads the operation's name out of the editor a moment later.
      await page.waitForTimeout(TYPING_PAUSE);
      const [response] = await Promise.all([
        page.waitForResponse(
          (each) =>
            each.url() === `${server.url}/graphql` &&
            (each.request().postData() ?? '').includes(
              `"operationName":"${name}"`,
            ),
          { timeout: 5_000 },
        ),
        page.locator('.graphiql-execute-button').click(),
      ]);
      const answer = (await response.json()) as Answer;
      expect(answer.errors).toBeUndefined();
      const payloads = Object.values(answer.data ?? {});
      expect(payloads).not.toEqual([]);
      for (const payload of payloads) {
        expect(payload).not.toBeNull();
        expect(payload?.userErrors ?? []).toEqual([]);
      }
      const shown = page.locator('.graphiql-response .view-lines');
      await expect(
        shown.filter({ hasText: '"data"' }).waitFor({ timeout: 5_000 }),
      ).resolves.toBeUndefined();
    },
  );

  test('asks nothing of any other host, and nothing breaks on the way', () => {
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
