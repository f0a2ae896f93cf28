export type LimitDraft = { readonly target: string; readonly limit: string; readonly reason: string }

export type LimitValue = { readonly target: number | null; readonly limit: number; readonly reason: string }

/** 1750,5 is 1750.5: decimal commas are common where Brewers stand. NaN for what is no number. */
const numberOf = (text: string): number => {
  const plain = text.trim().replace(',', '.').replace('\u2212', '-')
  return plain === '' ? NaN : Number(plain)
}

/** What was typed as a limit, or what is wrong with it. */
export const readLimit = (draft: LimitDraft): { value: LimitValue | null; faults: Partial<Record<keyof LimitDraft, string>> } => {
  const [target, limit, reason] = [draft.target.trim() === '' ? null : numberOf(draft.target), numberOf(draft.limit), draft.reason.trim()]
  const faults = {
    ...(target !== null && !Number.isFinite(target) && { target: 'A number, or nothing.' }),
    ...(!(Number.isFinite(limit) && limit > 0) && { limit: 'A number above 0.' }),
    ...(reason === '' && { reason: 'Say why.' }),
  }
  return { value: Object.keys(faults).length > 0 ? null : { target, limit, reason }, faults }
}
