import { startBotpressCloudStandIn } from './botpress-cloud-stand-in.ts';
import { startBotpressV12StandIn } from './botpress-v12-stand-in.ts';
import { startDialogflowStandIn } from './dialogflow-stand-in.ts';
import { startHttpHotelStandIn } from './http-hotel-stand-in.ts';
import { startLexStandIn } from './lex-stand-in.ts';
import { startRasaStandIn } from './rasa-stand-in.ts';

export interface RunningStandIn {
  readonly url: string;
  stop(): Promise<void>;
}

/** A remote engine that is played on this machine, with the hotel bot in it. */
export interface HotelStandIn {
  /** What it plays. */
  readonly title: string;
  /** Engines of the configuration that may talk to it. */
  readonly engines: readonly string[];
  /** Variable of config/examples/all-engines.yaml that holds its address. */
  readonly variable: string;
  /** Where that file looks for it when the variable is not set. */
  readonly port: number;
  /** Port 0: any free one. */
  start(port: number): Promise<RunningStandIn>;
}

/**
 * Every remote engine, with a bot that leaves the booking to the gateway where one must choose. Secrets are those of config/examples/all-engines.yaml.
 */
export const hotelStandIns: readonly HotelStandIn[] = [
  {
    title: 'Rasa 3.6',
    engines: ['rasa'],
    variable: 'RASA_URL',
    port: 8331,
    start: (port) => startRasaStandIn({ port }),
  },
  {
    title: 'Dialogflow ES and CX',
    engines: ['dialogflow-es', 'dialogflow-cx'],
    variable: 'DIALOGFLOW_URL',
    port: 8334,
    start: (port) => startDialogflowStandIn({ port }),
  },
  {
    title: 'Amazon Lex V2',
    engines: ['lex'],
    variable: 'LEX_URL',
    port: 8333,
    start: (port) => startLexStandIn({ port }),
  },
  {
    title: 'Botpress 12',
    engines: ['botpress-v12'],
    variable: 'BOTPRESS_URL',
    port: 8332,
    start: (port) =>
      startBotpressV12StandIn({
        port,
        account: { email: 'gateway@example.com', password: 'stand-in' },
      }),
  },
  {
    title: 'Botpress Cloud',
    engines: ['botpress-cloud'],
    variable: 'BOTPRESS_CLOUD_URL',
    port: 8335,
    start: (port) =>
      startBotpressCloudStandIn({
        port,
        books: false,
        webhookId: 'hotel-bot',
        encryptionKey: 'key-of-the-stand-in',
        tellsIntents: true,
      }),
  },
  {
    title: 'a bot of one’s own',
    engines: ['generic-http'],
    variable: 'BOT_URL',
    port: 8336,
    start: (port) => startHttpHotelStandIn({ port, secret: 'secret-of-the-stand-in' }),
  },
];

export interface HotelStandIns {
  /** Addresses, for the configuration. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** All of them, on free ports. */
export async function startHotelStandIns(): Promise<HotelStandIns> {
  const running = await Promise.all(
    hotelStandIns.map(async ({ variable, start }) => ({ variable, standIn: await start(0) })),
  );
  return {
    env: Object.fromEntries(running.map(({ variable, standIn }) => [variable, standIn.url])),
    async stop() {
      await Promise.all(running.map(({ standIn }) => standIn.stop()));
    },
  };
}
