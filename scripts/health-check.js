// For container health checks: ends with 0 while the gateway can accept webhooks. PORT as in the configuration.
const port = process.env.PORT ?? '8300';
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(3000) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
