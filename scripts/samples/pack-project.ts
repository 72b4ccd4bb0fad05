import { type Zippable, zipSync } from 'fflate';
import { create } from 'tar';
import type { ProjectFiles } from './sample-projects.ts';

/** The earliest day that a zip can name, in local time as zips have it: the same archive on each day and in each zone. */
const ZIP_TIME = new Date(1980, 0, 1);

/** A zip of these files, the same bytes for the same files. */
export function zipProject(files: ProjectFiles): Uint8Array {
  const encoder = new TextEncoder();
  const entries: Zippable = {};
  for (const [name, text] of sorted(files)) entries[name] = [encoder.encode(text), { mtime: ZIP_TIME }];
  return zipSync(entries, { level: 9 });
}

/** Writes a .tgz of these files, which lie in `folder`: Botpress 12 takes no zip. The same bytes for the same files. */
export function writeTarball(file: string, folder: string, files: ProjectFiles): void {
  const names = sorted(files).map(([name]) => name);
  create(
    {
      file,
      cwd: folder,
      gzip: { level: 9 },
      portable: true,
      mtime: new Date(0),
      sync: true,
      noDirRecurse: true,
    },
    names,
  );
}

function sorted(files: ProjectFiles): readonly (readonly [string, string])[] {
  return [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
