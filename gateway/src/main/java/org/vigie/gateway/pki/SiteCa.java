package org.vigie.gateway.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.vigie.gateway.config.Addresses;
import org.vigie.gateway.files.DurableFile;

/**
 * The certificate authority of one site and the certificate of this box. Both live in the folder {@code tls} of the
 * data folder, readable by their owner only. A certificate is valid from 2020 to 2049, because a box after an attack
 * has no clock that can be trusted and an expired certificate must not silence a screen. Source: reference "security",
 * section 3.
 */
public final class SiteCa {
    static final String ALIAS = "vigie";
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final Date TO = Date.from(Instant.parse("2049-12-31T23:59:59Z"));
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The files are protected by their permissions; PKCS#12 wants a word all the same. */
    static final char[] WORD = "vigie".toCharArray();

    private final Path folder;
    private final PrivateKey key;
    private final X509Certificate certificate;

    private SiteCa(Path folder, PrivateKey key, X509Certificate certificate) {
        this.folder = folder;
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * The authority of a data folder; made when there is none.
     *
     * @param data the data folder
     * @param site name of the site, shown by browsers
     * @throws IOException when the folder cannot be read or written, or what is in it is damaged: the message names the
     *     file and what to do
     */
    public static SiteCa open(Path data, String site) throws IOException {
        Path folder = data.resolve("tls");
        Path file = folder.resolve("ca.p12");
        try {
            if (Files.exists(file)) {
                KeyStore known = read(file);
                return new SiteCa(
                        folder, (PrivateKey) known.getKey(ALIAS, WORD), (X509Certificate) known.getCertificate(ALIAS));
            }
            Files.createDirectories(folder);
            ownerOnly(folder, "rwx------");
            KeyPair pair = keys();
            X500Name name = name("Vigie " + site + " " + HexFormat.of().formatHex(random(3)));
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(name, serial(), FROM, TO, name, pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            X509Certificate made = sign(builder, pair.getPrivate());
            write(file, pair.getPrivate(), made);
            return new SiteCa(folder, pair.getPrivate(), made);
        } catch (GeneralSecurityException | OperatorCreationException damaged) {
            throw damaged(file, damaged);
        }
    }

    /**
     * The certificate of this box, with its key, as PKCS#12 for the web server; made anew when the box got other names.
     *
     * @param names host names and numeric addresses under which displays reach this box
     */
    public Identity identity(NavigableSet<String> names) throws IOException {
        Path file = folder.resolve("server.p12");
        try {
            if (!Files.exists(file) || !names.equals(names(read(file)))) {
                KeyPair pair = keys();
                X509Certificate box = issue(
                        pair,
                        "Vigie " + names.first(),
                        names,
                        KeyPurposeId.id_kp_serverAuth,
                        KeyPurposeId.id_kp_clientAuth);
                write(file, pair.getPrivate(), box, certificate);
            }
            return new Identity(file, new String(WORD));
        } catch (GeneralSecurityException | OperatorCreationException damaged) {
            throw damaged(file, damaged);
        }
    }

    /**
     * Key and certificate of this box.
     *
     * @param file PKCS#12
     * @param word of that file
     */
    public record Identity(Path file, String word) {}

    /**
     * Key and certificate with which a box makes itself known to brokers; not kept here.
     *
     * @param box its name, which becomes the common name: what the access rules of a broker go by
     */
    public Issued client(String box) throws IOException {
        return issued(box, new TreeSet<>(), KeyPurposeId.id_kp_clientAuth);
    }

    /**
     * Key and certificate of a broker; not kept here. It cannot be used to pose as a client.
     *
     * @param hub name of the hub whose broker it is
     * @param names names and numeric addresses under which the broker is reached; not empty
     */
    public Issued broker(String hub, NavigableSet<String> names) throws IOException {
        return issued("broker of " + hub, names, KeyPurposeId.id_kp_serverAuth);
    }

    private Issued issued(String common, NavigableSet<String> names, KeyPurposeId usage) throws IOException {
        try {
            KeyPair pair = keys();
            return new Issued(pair.getPrivate(), issue(pair, common, names, usage), certificate);
        } catch (GeneralSecurityException | OperatorCreationException failed) {
            throw new IOException("cannot issue a certificate for " + common + ": " + failed, failed);
        }
    }

    private X509Certificate issue(KeyPair pair, String common, NavigableSet<String> names, KeyPurposeId... usages)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(certificate, serial(), FROM, TO, name(common), pair.getPublic());
        JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
        builder.addExtension(Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(certificate));
        GeneralName[] all = names.stream()
                .map(name -> new GeneralName(
                        Addresses.numeric(name).isPresent() ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        if (all.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        }
        return sign(builder, key);
    }

    /** The certificate of the authority as PEM text, for the certificate store of a display. */
    public String pem() {
        return Issued.pem("CERTIFICATE", encoded());
    }

    /** SHA-256 of the certificate of the authority, in pairs of hexadecimal digits: to be compared by a person. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    private byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a certificate that was read cannot be written", broken);
        }
    }

    private static NavigableSet<String> names(KeyStore store) throws GeneralSecurityException {
        NavigableSet<String> names = new TreeSet<>();
        X509Certificate server = (X509Certificate) store.getCertificate(ALIAS);
        for (List<?> entry : server.getSubjectAlternativeNames()) {
            names.add((String) entry.get(1));
        }
        return names;
    }

    private static X500Name name(String common) {
        return new org.bouncycastle.asn1.x500.X500NameBuilder()
                .addRDN(org.bouncycastle.asn1.x500.style.BCStyle.CN, common)
                .build();
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), RANDOM);
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(1, random(16)).setBit(0);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    }

    static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, WORD);
        } catch (IOException damaged) { // the JDK does not say which file
            throw damaged(file, damaged);
        }
        return store;
    }

    private static IOException damaged(Path file, Exception reason) {
        return new IOException(
                file + " is damaged (" + reason
                        + "): move it away. A new ca.p12 means that displays need the new ca.crt.",
                reason);
    }

    /** Written beside and moved into place: a power cut leaves the old file or the new one. */
    static void write(Path file, PrivateKey key, Certificate... chain) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(ALIAS, key, WORD, chain);
        write(file, store);
    }

    /** The same with a certificate to trust and no key. */
    static void writeTrusted(Path file, Certificate authority) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry(ALIAS, authority);
        write(file, store);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, WORD);
        return store;
    }

    private static void write(Path file, KeyStore store) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, WORD);
        DurableFile.replacePrivate(file, bytes.toByteArray());
    }

    /** Sets permissions such as {@code rw-------}, where the file system knows any. */
    public static void ownerOnly(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
