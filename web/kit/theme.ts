import { createEffect, type Accessor } from 'solid-js'
import { createPreference } from './preference.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Light, dark, or what the system says. public/theme.js sets it before the first paint. */
export const createTheme = (): [Accessor<Theme>, (theme: Theme) => void] => {
  const [theme, setTheme] = createPreference('theme', themes, 'system')
  createEffect(() => {
    if (theme() === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme()
  })
  return [theme, setTheme]
}
