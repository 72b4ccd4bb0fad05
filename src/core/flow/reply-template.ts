export { type RenderedReply, renderOptions, renderReply } from './render-reply.ts';
export { type ReplyTemplate, replyTemplateSchema } from './reply-schema.ts';
