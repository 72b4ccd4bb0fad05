import { html } from '../html.js';

const ideas = [
  'Book a room',
  'Book the Grand Plaza for two on Friday',
  'Is breakfast included?',
  'Show me my bookings',
  'Talk to a human',
];

/** @param {{onPick: (text: string) => void}} props */
export function Suggestions({ onPick }) {
  return html`
    <div class="welcome">
      <h3>Try the bot</h3>
      <p>
        You are a visitor of a hotel’s website. Every message travels as a signed webhook from a Chatwoot stand-in
        to the gateway, and the answer comes back through Chatwoot’s REST API. E-mails of the hotel are in its${' '}
        <a href="/hotel-api/outbox" target="_blank" rel="noopener">outbox</a>.
      </p>
      <ul class="ideas">
        ${ideas.map(
          (idea) => html`
            <li key=${idea}>
              <button type="button" class="idea" onClick=${() => onPick(idea)}>${idea}</button>
            </li>
          `,
        )}
      </ul>
    </div>
  `;
}
