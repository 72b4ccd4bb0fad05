/** What the outside gives to an engine. */
export interface ProviderDeps {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Folder of the configuration file: relative paths of the settings start here. */
  readonly baseFolder: string;
}
