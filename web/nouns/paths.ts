// The pages of things, by the names that people give them.

export const runPath = (number: number): string => `/runs/${number}`
export const fillPath = (number: number): string => `/fills/${number}`
export const environmentPath = (id: string): string => `/environments/${encodeURIComponent(id)}`
/** @param name `<plugin>:<job>` */
export const jobPath = (name: string): string => `/admin/jobs/${encodeURIComponent(name).replaceAll('%3A', ':')}`
/** Where a plugin is looked after; a page of its own is /plugins/<name>. */
export const pluginPath = (name: string): string => `/admin/plugins/${encodeURIComponent(name)}`
export const instrumentPath = (name: string): string => `/instruments/${encodeURIComponent(name)}`

/** A part of a path as it was before it was written there; the router leaves it as it stands. */
export const decodePart = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
