/** What every layer did and dropped, by name. Plain numbers: the app and the trace read them as they are. */
export class NetCounters {
  ethernetTooShort = 0;
  ethernetNotForUs = 0;
  ethernetUnknownType = 0;

  arpBad = 0;
  arpRequests = 0;
  arpReplies = 0;
  arpConflicts = 0;
  arpCacheFull = 0;
  arpUnresolved = 0;
  arpPendingFull = 0;

  ipv4Received = 0;
  ipv4Sent = 0;
  ipv4Truncated = 0;
  ipv4BadHeader = 0;
  ipv4BadChecksum = 0;
  ipv4SourceRoute = 0;
  ipv4BadSource = 0;
  ipv4NotForUs = 0;
  ipv4UnknownProtocol = 0;
  ipv4NoRoute = 0;
  ipv4NoTransmitRoom = 0;
  ipv4FragmentsReceived = 0;
  ipv4FragmentsSent = 0;
  ipv4FragmentBad = 0;
  ipv4ReassemblyFull = 0;
  ipv4ReassemblyTimeouts = 0;
  ipv4Reassembled = 0;

  icmpBad = 0;
  icmpEchoRequests = 0;
  icmpErrorsReceived = 0;
  icmpErrorsIgnored = 0;
  icmpErrorsSent = 0;
  icmpErrorsLimited = 0;
  icmpPathMtuChanges = 0;

  udpReceived = 0;
  udpSent = 0;
  udpBad = 0;
  udpBadChecksum = 0;
  udpNoPort = 0;
  udpQueueFull = 0;
  udpNotFromPeer = 0;

  tcpSegmentsReceived = 0;
  tcpSegmentsSent = 0;
  tcpBytesReceived = 0;
  tcpBytesSent = 0;
  tcpBad = 0;
  tcpBadChecksum = 0;
  tcpBadFlags = 0;
  tcpBadOptions = 0;
  tcpFastPath = 0;
  tcpNoListener = 0;
  tcpResetsSent = 0;
  tcpResetsReceived = 0;
  tcpResetsLimited = 0;
  tcpOutOfWindow = 0;
  tcpOldTimestamp = 0;
  tcpMissingTimestamp = 0;
  tcpChallengeAcks = 0;
  tcpChallengeAcksLimited = 0;
  tcpBadAcks = 0;
  tcpOutOfOrder = 0;
  tcpDuplicateData = 0;
  tcpRangesFull = 0;
  tcpReceiveNoMemory = 0;
  tcpBeyondWindow = 0;
  tcpUrgentIgnored = 0;
  tcpRetransmits = 0;
  tcpTimeouts = 0;
  tcpFastRecoveries = 0;
  tcpTailProbes = 0;
  tcpSpurious = 0;
  tcpZeroWindowProbes = 0;
  tcpKeepAliveProbes = 0;
  tcpActiveOpens = 0;
  tcpPassiveOpens = 0;
  tcpSynCookiesSent = 0;
  tcpSynCookiesTaken = 0;
  tcpSynCookiesBad = 0;
  tcpSynTimeouts = 0;
  tcpAcceptQueueFull = 0;
  tcpTimeWaitFull = 0;
  tcpTimeWaitReused = 0;
  tcpAborted = 0;
  tcpConnectionTimeouts = 0;
  tcpTransmitFull = 0;

  dhcpBad = 0;
  dhcpIgnored = 0;
  dhcpLeases = 0;
  dhcpNaks = 0;

  dnsQueries = 0;
  dnsRetries = 0;
  dnsBad = 0;
  dnsTimeouts = 0;
  dnsCacheHits = 0;
  dnsTcpFallbacks = 0;
}
