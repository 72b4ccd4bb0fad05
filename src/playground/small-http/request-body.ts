import { HttpProblem } from './http-exchange.ts';

/** A file that somebody uploads. */
export interface FileUpload {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The parameters of a request, whatever they travelled in. */
export interface RequestBody {
  readonly params: Readonly<Record<string, unknown>>;
  readonly files: readonly FileUpload[];
  /** For the log: the parameters, with a note in place of each file. */
  readonly logged: unknown;
}

export async function parseBody(contentType: string | undefined, bytes: Buffer): Promise<RequestBody> {
  if (bytes.length === 0) return { params: {}, files: [], logged: null };
  if (contentType?.startsWith('multipart/form-data')) return parseForm(contentType, bytes);
  const parsed = parseJson(bytes);
  return { params: isRecord(parsed) ? parsed : { _json: parsed }, files: [], logged: parsed };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new HttpProblem(400, { status: 400, error: 'Bad Request' });
  }
}

async function parseForm(contentType: string, bytes: Buffer): Promise<RequestBody> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new HttpProblem(400, { status: 400, error: 'Bad Request' });
    });
  const params: Record<string, string> = {};
  const notes: Record<string, string> = {};
  const files: FileUpload[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      params[name] = value;
      notes[name] = value;
      continue;
    }
    const data = Buffer.from(await value.arrayBuffer());
    if (name === 'attachments[]') files.push({ name: value.name, contentType: value.type, bytes: data });
    notes[name] = `<${value.name}; type=${value.type}; ${data.length} bytes>`;
  }
  return { params, files, logged: notes };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
