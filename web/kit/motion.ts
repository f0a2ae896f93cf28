const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Marks an element that has just changed, for about two seconds; without any movement for those who asked for none. */
export const flash = (element: HTMLElement): void => {
  const marked = { backgroundColor: 'var(--flash)' }
  if (isStill()) element.animate([marked, marked], { duration: 1500 })
  else element.animate([marked, { ...marked, offset: 0.25 }, {}], { duration: 1900, easing: 'ease-out' })
}

/** Lets what was put above an element push it down gently. @param distance px that it has moved */
export const slideDown = (element: HTMLElement, distance: number): void => {
  if (isStill() || distance <= 0) return
  element.animate([{ transform: `translateY(${-distance}px)` }, { transform: 'none' }], {
    duration: 240,
    easing: 'cubic-bezier(.2,.7,.2,1)',
  })
}
