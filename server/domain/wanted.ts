/** Which fields of a noun are asked for, and below them; what isn't here need not be read. */
export type Wanted = ReadonlyMap<string, Wanted>

export const nothing: Wanted = new Map()

/** Every field of the noun itself, when it isn't known who will ask. */
export const wantedFields = (...names: string[]): Wanted => new Map(names.map((name) => [name, nothing]))
