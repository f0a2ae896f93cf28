// Before the first paint, so that a dark page doesn't flash white. A file: the pages' policy allows no inline script.
try {
  const theme = localStorage.getItem('logline.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is switched off: what the system says.
}
