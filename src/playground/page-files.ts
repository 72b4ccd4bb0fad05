import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PageFile {
  readonly path: string;
  readonly contentType: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Browser libraries by the name under which the import map of `index.html` knows them. */
const libraries: Readonly<Record<string, string>> = {
  'preact.js': 'preact',
  'preact-hooks.js': 'preact/hooks',
  'htm.js': 'htm',
  'marked.js': 'marked',
};

const pageDirectory = new URL('./page/', import.meta.url);

/**
 * Every file that the page may ask for, by its path below `/playground/assets/`. A closed list: nothing else on
 * disk can be reached. The libraries come from wherever npm put them.
 */
export function listPageFiles(): ReadonlyMap<string, PageFile> {
  const root = fileURLToPath(pageDirectory);
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const contentType = contentTypes[extname(name)];
    if (contentType === undefined) continue;
    files.set(name.replaceAll('\\', '/'), { path: `${root}${name}`, contentType });
  }
  for (const [name, specifier] of Object.entries(libraries)) {
    const path = fileURLToPath(import.meta.resolve(specifier));
    files.set(`lib/${name}`, { path, contentType: 'text/javascript; charset=utf-8' });
  }
  return files;
}

export interface Page {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const importMap = /<script type="importmap">([\s\S]*?)<\/script>/;

/**
 * The one HTML file with its policy. The only thing inline is the import map (browsers load none from a file),
 * and it is named by its hash. Pictures may come from loopback under either of its names, since the stand-in and
 * the hotel API give absolute addresses; nothing comes from outside.
 */
export function readPage(): Page {
  const html = readFileSync(new URL('index.html', pageDirectory), 'utf8');
  const map = importMap.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(map).digest('base64');
  const loopback = 'http://localhost:* http://127.0.0.1:*';
  const contentSecurityPolicy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    `img-src 'self' data: ${loopback}`,
    `media-src 'self' ${loopback}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, contentSecurityPolicy };
}
