const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host is this machine itself, told by its name alone: only there may be written without being asked. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}
