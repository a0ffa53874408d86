import type {FeatureOptions} from './feature-context.js';

/** Loads the host's profile without a business server: the owner of the group is the host. */
export async function loadHost({driver, store, signal}: FeatureOptions): Promise<void> {
  const {ownerId} = store.current.room;
  if (!ownerId) return;
  // Without a profile the header shows only the title.
  const host = await driver.profile(ownerId).catch(() => undefined);
  if (host && !signal.aborted) store.apply('host', host);
}
