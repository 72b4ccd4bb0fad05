/**
 * The gateway as a library, for those who want it inside a process of their own:
 *
 *     const { config, problems } = await loadConfig('config/gateway.yaml', process.env);
 *     if (!config) throw new Error(explainProblems(problems, process.cwd()));
 *     const gateway = await createGateway(config);
 *     await gateway.listen();
 */
export type { ConfigProblem } from './config/config-problem.ts';
export { isError } from './config/config-problem.ts';
export { explainProblems } from './config/explain-problems.ts';
export type { BotConfig, ConfigResult, GatewayConfig } from './config/gateway-config.ts';
export { loadConfig } from './config/load-config.ts';

export type { BotPolicy } from './core/model/bot.ts';
export type { Conversation } from './core/model/conversation.ts';
export { type ErrorCode, errorTable, GatewayError, isGatewayError } from './core/model/gateway-error.ts';
export type { ConversationEvent } from './core/model/gateway-event.ts';
export type { Handoff, HandoffReason } from './core/model/handoff.ts';
export type { Json, JsonObject } from './core/model/json.ts';
export type { Entity, NluResult, ScoredIntent, Warning } from './core/model/nlu-result.ts';
export type { Reply } from './core/model/reply.ts';
export type { ConversationState } from './core/model/state.ts';
export type { Call, Outcome, TurnTrace } from './core/model/turn.ts';
export type { Utterance, UtteranceContent } from './core/model/utterance.ts';
export type { Channel, Delivery } from './core/ports/channel.ts';
export type { Observation, Observer } from './core/ports/observer.ts';
export type { Finding, Provider, ProviderCapabilities, ProviderRequest } from './core/ports/provider.ts';
export type { Store, StoredTrace, StoreStats } from './core/ports/store.ts';

export { createGateway, type Gateway, type GatewayBot, type GatewayOptions } from './gateway.ts';
export { createProvider, type EngineName, engines, isEngineName } from './providers/registry.ts';
export { createLogObserver } from './telemetry/log-observer.ts';
