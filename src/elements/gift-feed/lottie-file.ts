/** Longer animations, larger pictures and more layers than a gift has. */
const FRAMES_MAX = 3_600;
const LAYERS_MAX = 1_000;
const EMBEDDED = /^data:image\/(png|jpe?g|webp|gif);base64,/;

interface LottieFile {
  layers: unknown[];
  assets?: LottieAsset[];
  fonts?: {list?: Record<string, unknown>[]};
  ip: number;
  op: number;
}

interface LottieAsset {
  readonly p?: unknown;
  readonly layers?: readonly unknown[];
}

/**
 * Reads an animation, as far as it is to be trusted: of its pictures only those that it brings itself, and no fonts,
 * since both are addresses that the library would load from anywhere.
 */
export function readLottie(file: Uint8Array): LottieFile {
  const given = JSON.parse(new TextDecoder().decode(file)) as LottieFile;
  const {layers, ip, op, assets = [], fonts} = given;
  const count = [...assets].reduce((sum, asset) => sum + (asset.layers?.length ?? 0), layers.length);
  if (!(op - ip > 0 && op - ip <= FRAMES_MAX && count <= LAYERS_MAX)) throw new Error('not an animation of a gift');
  for (const asset of assets) {
    const {p: picture} = asset;
    if (picture !== undefined && !(typeof picture === 'string' && EMBEDDED.test(picture)))
      throw new Error('brings a picture from elsewhere');
  }
  for (const font of fonts?.list ?? []) Object.assign(font, {fPath: '', fOrigin: '', origin: 0});
  return given;
}
