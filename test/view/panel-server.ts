// Serves the built panel with a host in its page, so that a browser compiles its scripts once. Knows nothing of browsers.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { page as pageOf } from '../../src/host/views/page.ts';

/** The query of a page says its `language` and its `host`: one that a test plays, or one that also trains. */
export interface PanelServer {
  readonly origin: string;
  close(): Promise<void>;
}

interface File {
  readonly type: string;
  readonly body: string;
}

export async function servePanel(): Promise<PanelServer> {
  const files = filesOfPage();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const file = files[pathname] ?? { type: 'text/html', body: htmlOf(searchParams, origin) };
    // Of a page itself nothing is kept: the host may be another.
    const caching = pathname in files ? 'max-age=3600' : 'no-store';
    response.writeHead(200, { 'Content-Type': `${file.type}; charset=utf-8`, 'Cache-Control': caching });
    response.end(file.body);
  });
  const origin = `http://127.0.0.1:${await portOf(server)}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** The built view, behind the page's host. */
function filesOfPage(): Record<string, File> {
  const read = (file: string) => readFileSync(file, 'utf8');
  const script = (...files: string[]): File => ({ type: 'text/javascript', body: files.map(read).join('\n') });
  const playing = ['dist-test/view/page-host.js', 'dist/webview.js'];
  return {
    '/playing.js': script(...playing),
    '/training.js': script('dist-test/view/page-training.js', ...playing),
    '/webview.css': { type: 'text/css', body: read('dist/webview.css') },
    '/favicon.ico': { type: 'image/svg+xml', body: '' },
  };
}

function htmlOf(query: URLSearchParams, origin: string): string {
  const language = query.get('language') ?? 'en';
  const bundle = `l10n/bundle.l10n.${language}.json`;
  return pageOf({
    scriptUri: `${origin}/${query.get('host')}.js`,
    styleUri: `${origin}/webview.css`,
    cspSource: origin,
    nonce: 'nonce',
    language,
    title: 'Backprop',
    translations: existsSync(bundle) ? (JSON.parse(readFileSync(bundle, 'utf8')) as Record<string, unknown>) : {},
  });
}
