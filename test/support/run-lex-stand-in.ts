/** `npx node test/support/run-lex-stand-in.ts [port]`: the stand-in as a server of its own, to try a bot with it. */
import { LEX_BOT, startLexStandIn } from './lex-stand-in.ts';

const { url } = await startLexStandIn({ port: Number(process.argv[2] ?? 8333) });
console.log(
  `Lex V2 stand-in at ${url}: bot ${LEX_BOT.bot_id}, alias ${LEX_BOT.bot_alias_id}, ${LEX_BOT.region}, en_US`,
);
