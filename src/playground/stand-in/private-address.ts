import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';

const IPV4_SUBNETS: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const IPV6_SUBNETS: readonly (readonly [string, number])[] = [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['2001:db8::', 32],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
];

const refused = new BlockList();
for (const [net, bits] of IPV4_SUBNETS) refused.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of IPV6_SUBNETS) refused.addSubnet(net, bits, 'ipv6');

/** The failure text of Chatwoot 4.14+ when a host has no public address; undefined when it may be called. */
export async function refusedAddress(url: URL): Promise<string | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await lookup(host, { all: true });
  const isPublic = ({ address }: { address: string }) =>
    !refused.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  return addresses.some(isPublic) ? undefined : `Hostname '${host}' has no public ip addresses`;
}
