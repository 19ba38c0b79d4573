/** Files that an app uploads: an address for the bytes, and then a channel to stand in. */

import { type Payload, refuse } from "./slack-types.ts";
import { findRoom, type World } from "./slack-world.ts";

export interface Upload {
  readonly id: string;
  readonly filename: string;
  readonly length: number;
  bytes?: Uint8Array;
  /** Where it stands in the end, and by which title. */
  shared?: { readonly channel: string; readonly title: string };
}

export function getUploadUrl(world: World, { filename, length }: Payload): Payload {
  const id = `F${String(world.uploads.length + 1).padStart(9, "0")}`;
  world.uploads.push({ id, filename: String(filename), length: Number(length) });
  return { upload_url: `${world.url()}/upload/${id}`, file_id: id };
}

export function completeUpload(world: World, { files, channel_id }: Payload): Payload {
  const room = findRoom(world, channel_id);
  for (const { id, title } of files as { readonly id: string; readonly title: string }[]) {
    const upload = world.uploads.find((one) => one.id === id);
    if (!upload?.bytes) return refuse("file_not_found");
    if (upload.bytes.length !== upload.length) world.violations.push(`upload ${id}: not of the length told`);
    upload.shared = { channel: room.channel.id, title };
  }
  return { files };
}
