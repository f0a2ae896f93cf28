const dayMs = 86_400_000

/** How long a token may last: a shift, a campaign, or for good. */
export const expiries = [
  { value: '12h', label: '12 h', hint: '12 hours', ms: dayMs / 2 },
  { value: '30d', label: '30 d', hint: '30 days', ms: 30 * dayMs },
  { value: '90d', label: '90 d', hint: '90 days', ms: 90 * dayMs },
  { value: '1y', label: '1 y', hint: '1 year', ms: 365 * dayMs },
  { value: 'never', label: 'Never', hint: 'Until it is revoked', ms: null },
] as const

export type ExpiryChoice = (typeof expiries)[number]['value']

/** @param now epoch ms of the server @returns RFC 3339; null for never */
export const expiryOf = (choice: ExpiryChoice, now: number): string | null => {
  const ms = expiries.find(({ value }) => value === choice)?.ms ?? null
  return ms === null ? null : new Date(now + ms).toISOString()
}
