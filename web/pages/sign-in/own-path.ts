/**
 * The place to go to after signing in, as the address asks for it: a path of these pages, and nothing that leads
 * elsewhere (`//evil.example`, `/\evil.example`, `javascript:…`) or back to the sign-in.
 */
export const toOwnPath = (text: string | null | undefined, origin: string): string => {
  if (!text?.startsWith('/') || !URL.canParse(text, origin)) return '/'
  const { origin: led, pathname, search, hash } = new URL(text, origin)
  return led !== origin || pathname.startsWith('//') || pathname === signInPath ? '/' : `${pathname}${search}${hash}`
}

export const signInPath = '/sign-in'

/** The address of the sign-in that leads back here. */
export const signInFrom = ({ pathname, search }: { pathname: string; search: string }): string =>
  pathname === signInPath || (pathname === '/' && search === '')
    ? signInPath
    : `${signInPath}?to=${encodeURIComponent(pathname + search).replaceAll('%2F', '/')}`
