import { render } from 'preact';
import { createApi } from './api.js';
import { App } from './app.js';
import { html } from './html.js';
import { openLiveFeed } from './live-feed.js';
import { createPlayground } from './playground.js';

const root = document.getElementById('app');
if (root) {
  const playground = createPlayground(createApi(), openLiveFeed);
  root.replaceChildren();
  render(html`<${App} playground=${playground} />`, root);
  playground.start();
}
