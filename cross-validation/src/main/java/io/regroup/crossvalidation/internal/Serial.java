package io.regroup.crossvalidation.internal;

import io.regroup.api.spi.FitProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Sends programs to another place and back. */
public final class Serial {

    private Serial() {}

    /**
     * Serialises a program.
     *
     * @throws AssertionError if it cannot be
     */
    public static byte[] bytes(FitProgram program) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(program);
        } catch (IOException e) {
            throw new AssertionError("the program cannot be serialised: " + e, e);
        }
        return bytes.toByteArray();
    }

    /**
     * Serialises a program and reads it again, with the classes of its own loader.
     *
     * @throws AssertionError if that fails
     */
    public static FitProgram copy(FitProgram program) {
        ClassLoader loader = program.getClass().getClassLoader();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(program))) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
                return described.getName().startsWith("[") || loader == null
                        ? super.resolveClass(described)
                        : Class.forName(described.getName(), false, loader);
            }
        }) {
            return (FitProgram) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("the serialised program cannot be read: " + e, e);
        }
    }
}
