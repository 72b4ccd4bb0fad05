/** A JSON-safe value. All data that crosses a port or is stored is made of these. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };
