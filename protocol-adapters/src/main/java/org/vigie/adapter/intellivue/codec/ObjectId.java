package org.vigie.adapter.intellivue.codec;

/**
 * Managed object id. Within an association it names one object; handles change with the next association.
 *
 * @param objectClass see {@link ObjectClass}
 * @param context part of the monitor, for instance plug-in modules or measurement server
 * @param handle within class and context; all single ECG leads share one
 */
public record ObjectId(int objectClass, int context, int handle) {
    /** The monitor itself, to which all commands go. */
    public static final ObjectId MDS = new ObjectId(ObjectClass.MDS, 0, 0);
}
