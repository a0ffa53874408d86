/** Tencent's upload plugin, in a chunk of its own: needed only once somebody sends a file. */
import Plugin from 'tim-upload-plugin';

interface UploadOptions {
  readonly resources?: unknown;
  readonly downloadUrl?: unknown;
}

type UploadDone = (error: {readonly code: number; readonly message: string} | null, answer?: unknown) => void;

interface Base {
  uploadFile(...given: readonly unknown[]): unknown;
}

/** How an upload under way is ended, by its file. */
const running = new Map<unknown, () => void>();

/** Where uploaded files can be read. */
const addresses = new WeakMap<File, unknown>();

/** The same, but that what is under way can be cancelled: the plugin hands its request to nobody (1.4.3). */
export class UploadPlugin extends (Plugin as unknown as new () => Base) {
  override uploadFile(...given: readonly unknown[]): unknown {
    const [options, done] = given as [UploadOptions, UploadDone]; // As the SDK calls it.
    const {resources, downloadUrl} = options;
    if (resources instanceof File) addresses.set(resources, downloadUrl);
    const finish: UploadDone = (error, answer) => {
      running.delete(resources);
      done(error, answer);
    };
    const request = super.uploadFile(options, finish);
    if (request instanceof XMLHttpRequest) {
      running.set(resources, () => {
        request.abort(); // Which tells the plugin nothing.
        finish({code: 0, message: 'cancelled'}, {statusCode: 0, headers: {}, data: {}});
      });
    }
    return request;
  }
}

/** Where everybody finds a file that was uploaded. */
export function addressOf(file: File): unknown {
  return addresses.get(file);
}

/** Ends the upload of a file, if there is one. */
export function cancelUpload(file: unknown): void {
  running.get(file)?.();
}
