import type {Plugin} from '@web/dev-server-core';

/** A plugin of @web/dev-server that resolves imports of packages to bundles, written below `parent`. */
export declare function packagesPlugin(files: readonly string[], parent: string): Promise<Plugin>;
