/** The host of an address with its port, without `www.`. */
export const plainHost = ({ host }: URL): string => host.replace(/^www\./, '');
