// The pages of things, by the names that people give them.

export const runPath = (number: number): string => `/runs/${number}`
export const fillPath = (number: number): string => `/fills/${number}`
export const environmentPath = (id: string): string => `/environments/${encodeURIComponent(id)}`
