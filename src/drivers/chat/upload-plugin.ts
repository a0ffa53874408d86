/** Tencent's upload plugin, loaded when a file is sent. */
import Plugin from 'tim-upload-plugin';

interface UploadOptions {
  readonly resources?: unknown;
  readonly downloadUrl?: unknown;
}

type UploadDone = (error: {readonly code: number; readonly message: string} | null, response?: unknown) => void;

interface SdkUploadPlugin {
  uploadFile(...args: readonly unknown[]): unknown;
}

/** Functions that cancel running uploads, by file. */
const running = new Map<unknown, () => void>();

/** URLs of uploaded files. */
const urls = new WeakMap<File, unknown>();

/** The plugin with cancellation. The plugin itself does not expose its request (1.4.3). */
export class UploadPlugin extends (Plugin as unknown as new () => SdkUploadPlugin) {
  override uploadFile(...args: readonly unknown[]): unknown {
    const [options, done] = args as [UploadOptions, UploadDone]; // The SDK's arguments.
    const {resources, downloadUrl} = options;
    if (resources instanceof File) urls.set(resources, downloadUrl);
    const finish: UploadDone = (error, response) => {
      running.delete(resources);
      done(error, response);
    };
    const request = super.uploadFile(options, finish);
    if (request instanceof XMLHttpRequest) {
      running.set(resources, () => {
        request.abort(); // The plugin does not notice an abort.
        finish({code: 0, message: 'cancelled'}, {statusCode: 0, headers: {}, data: {}});
      });
    }
    return request;
  }
}

/** Replaces the SDK's local URLs in the payload of a sent file, which only the sender can use (3.6.6). */
export function sentPayload(payload: unknown, file: File): object {
  const url = urls.get(file);
  const {imageInfoArray: [image] = []} = payload as {readonly imageInfoArray?: readonly object[]};
  return {...(payload as object), url, videoUrl: undefined, imageInfoArray: [{...image, url}]};
}

/** Cancels the upload of a file. Does nothing if it is not running. */
export function cancelUpload(file: unknown): void {
  running.get(file)?.();
}
