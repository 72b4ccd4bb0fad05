import type { Reply } from '../../core/model/reply.ts';

export type MediaType = Extract<Reply, { kind: 'media' }>['mediaType'];

const typeOfExtension: Readonly<Record<string, MediaType>> = {
  ...extensions('image', 'png jpg jpeg gif webp svg avif bmp'),
  ...extensions('audio', 'mp3 ogg oga opus wav m4a aac flac'),
  ...extensions('video', 'mp4 webm mov m4v mpeg avi mkv'),
};

/** By the engine's own word when it has one, else by the extension of the address. */
export function mediaTypeOf(url: string, said?: string): MediaType {
  if (said === 'image' || said === 'audio' || said === 'video' || said === 'file') return said;
  const extension = /\.([a-z0-9]{2,5})$/i.exec(new URL(url).pathname)?.[1] ?? '';
  return typeOfExtension[extension.toLowerCase()] ?? 'file';
}

function extensions(type: MediaType, list: string): Record<string, MediaType> {
  return Object.fromEntries(list.split(' ').map((extension) => [extension, type]));
}
