/** What is wrong with a stretch of the text [from, to), in UTF-16 units, and what could stand there instead. */
export type Fault = { from: number; to: number; message: string; fix?: string }

/** A value, or why it isn't one. `fix` is what the writer probably meant. */
export type Read<Value> = { value: Value } | { fault: string; fix?: string }

export const isFault = <Value>(read: Read<Value>): read is { fault: string; fix?: string } => 'fault' in read
