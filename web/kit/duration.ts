const two = (number: number): string => String(number).padStart(2, '0')

/** 4931.1 → 1:22:11. Hours grow beyond a day, so that durations compare at a glance. @param seconds not negative */
export const formatDuration = (seconds: number): string => {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

/** 4931.1 → PT1H22M11S, for programs. @param seconds not negative */
export const toIsoDuration = (seconds: number): string => {
  const [hours, minutes, rest] = formatDuration(seconds).split(':').map(Number)
  return `PT${hours}H${minutes}M${rest}S`
}

/** For what takes a moment or hours: 0.042 → 42 ms, 7.25 → 7.3 s, 4931.1 → 1:22:11. @param seconds not negative */
export const sayDuration = (seconds: number): string => {
  const milliseconds = Math.round(seconds * 1000)
  if (milliseconds < 1000) return `${milliseconds} ms`
  return milliseconds < 59_950 ? `${(milliseconds / 1000).toFixed(1)} s` : formatDuration(milliseconds / 1000)
}
