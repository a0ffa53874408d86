export interface Profile {
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
}
