/** How long ago, as people say it: 40 s, 12 min, 3 h 05 min, 2 d 4 h, 140 d, 7.4 years. @param seconds not negative */
export const sayAgo = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1) return `${Math.floor(seconds)} s`
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
  const days = Math.floor(hours / 24)
  if (days < 100) return `${days} d ${hours % 24} h`
  return days < 730 ? `${days} d` : `${(Math.floor(days / 36.525) / 10).toFixed(1)} years`
}

/** 0.8437 → 84.4 %; nothing rounds up to what wasn't reached. @param share 0 to 1 */
export const sayShare = (share: number): string => `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)} %`

/** Hours and minutes, for sums: 18100 → 5:01 h. @param seconds not negative */
export const sayHours = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`
}
