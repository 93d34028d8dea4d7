package org.vigie.gateway.pki;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.vigie.gateway.config.Addresses;

/** Under which names displays may reach this box; asks no name service. */
public final class LocalNames {
    private LocalNames() {}

    /**
     * Names and numeric addresses for the certificate of this box.
     *
     * @param host address that is listened on; a wildcard stands for every address of this box
     * @param names further names of the site file
     */
    public static NavigableSet<String> of(String host, List<String> names) {
        NavigableSet<String> all = new TreeSet<>(names);
        all.add("localhost");
        all.add("127.0.0.1");
        if (!Addresses.isWildcard(host)) {
            all.add(host);
            return all;
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .map(address -> address.replaceFirst("%.*", ""))
                    .map(Addresses::numeric)
                    .flatMap(Optional::stream)
                    .forEach(all::add);
        } catch (SocketException unknown) {
            all.add("127.0.0.1"); // the certificate is good for this box alone; names can be listed in the site file
        }
        return all;
    }
}
