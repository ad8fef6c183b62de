/** The IP networks that outgoing requests must not reach, by how grave it would be. */
import { BlockList, isIPv6 } from 'node:net';

/** `public`: anyone's · `loopback`: this machine · `private`: the operator's own network · `forbidden`: link-local, metadata services, multicast, reserved. */
export type NetworkRange = 'public' | 'loopback' | 'private' | 'forbidden';

type Subnet = readonly [network: string, prefix: number];

const loopback: readonly Subnet[] = [
  ['127.0.0.0', 8],
  ['::1', 128],
];

const privateNetworks: readonly Subnet[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['fc00::', 7],
];

const forbidden: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['100.64.0.0', 10],
  ['168.63.129.16', 32], // the host agent of Azure machines
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const listOf = (subnets: readonly Subnet[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, isIPv6(network) ? 'ipv6' : 'ipv4');
  return list;
};

const lists: readonly [NetworkRange, BlockList][] = [
  ['forbidden', listOf(forbidden)],
  ['loopback', listOf(loopback)],
  ['private', listOf(privateNetworks)],
];

/** IPv4-compatible addresses (`::7f00:1`) reach IPv4 hosts on some systems; nothing public lives there. */
const isIPv4Compatible = (address: string): boolean =>
  /^::[0-9a-f]{1,4}:[0-9a-f]{1,4}$/i.test(address) || /^::\d+\.\d+\.\d+\.\d+$/.test(address);

/** The range an IP address lies in. IPv4 addresses mapped into IPv6 count as the IPv4 address they mean. */
export const networkRangeOf = (address: string): NetworkRange => {
  if (isIPv4Compatible(address)) return 'forbidden';
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return lists.find(([, list]) => list.check(address, family))?.[0] ?? 'public';
};
