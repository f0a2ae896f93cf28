import type { Read } from './fault.ts'

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const whole = /^(\d+(\.\d+)?(ms|[smhdw]))+$/
const parts = /(\d+(?:\.\d+)?)(ms|[smhdw])/g

/** `90s`, `10m`, `1h30m`, `2d` in seconds. */
export const readDuration = (text: string): Read<number> => {
  const clean = text.trim().toLowerCase()
  if (/^0+$/.test(clean)) return { value: 0 }
  if (!whole.test(clean)) {
    return /^\d+(\.\d+)?$/.test(clean)
      ? { fault: `${clean} of what? Say ${clean}s, ${clean}m, ${clean}h or ${clean}d`, fix: `${clean}m` }
      : { fault: `"${text}" is no duration: write it as 90s, 10m, 1h30m or 2d` }
  }
  let seconds = 0
  for (const [, count, unit] of clean.matchAll(parts)) seconds += Number(count) * (unitSeconds[unit!] ?? 0)
  return seconds <= 1e10 ? { value: seconds } : { fault: `"${text}" is longer than anything lasts` }
}
