package org.vigie.gateway.system;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The program in one file, as a hospital has it; a build that runs its tests has not packed it yet. */
final class ProgramJar {
    private ProgramJar() {}

    /**
     * Packs the classes and files of all modules.
     *
     * @param jar to be written
     * @return a class path with that file in place of the modules
     */
    static String write(Path jar) throws IOException {
        List<String> classPath = new ArrayList<>(List.of(jar.toString()));
        Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(part);
            boolean tests = part.endsWith("test-classes") || part.endsWith("-tests.jar");
            if (!tests && Files.isDirectory(path.resolve("org/vigie"))) {
                add(path, files);
            } else if (!tests && String.valueOf(path.getFileName()).startsWith("vigie-")) {
                try (FileSystem module = FileSystems.newFileSystem(path)) {
                    add(module.getPath("/"), files);
                }
            } else {
                classPath.add(part);
            }
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, ByteArrayOutputStream> one : files.entrySet()) {
                out.putNextEntry(new ZipEntry(one.getKey()));
                one.getValue().writeTo(out);
            }
        }
        return String.join(File.pathSeparator, classPath);
    }

    /** Files of one name, the lists of services, become one file. */
    private static void add(Path from, Map<String, ByteArrayOutputStream> files) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                String name = from.relativize(one).toString();
                boolean listed = name.startsWith("META-INF/services/");
                if (listed || !files.containsKey(name)) {
                    ByteArrayOutputStream content = files.computeIfAbsent(name, some -> new ByteArrayOutputStream());
                    content.writeBytes(Files.readAllBytes(one));
                    if (listed) {
                        content.write('\n');
                    }
                }
            }
        }
    }
}
