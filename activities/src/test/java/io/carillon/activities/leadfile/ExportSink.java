package io.carillon.activities.leadfile;

import java.io.OutputStream;

/**
 * Takes a file and keeps nothing of it but its size, when it began, and how much memory is in use
 * in its middle.
 */
final class ExportSink extends OutputStream {
    private final long lookAtLines;
    private final long opened = System.nanoTime();
    private long firstByte;
    private long bytes;
    private long lines;
    private long heapInTheMiddle;

    /**
     * @param lookAtLines when so many lines are there, what is garbage is collected and the rest of
     *     the heap looked at
     */
    ExportSink(long lookAtLines) {
        this.lookAtLines = lookAtLines;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int from, int length) {
        if (bytes == 0) {
            firstByte = System.nanoTime();
        }
        bytes += length;
        for (int i = from; i < from + length; i++) {
            lines += some[i] == '\n' ? 1 : 0;
        }
        if (heapInTheMiddle == 0 && lines >= lookAtLines) {
            heapInTheMiddle = HeapUse.live();
        }
    }

    long lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    double millisToTheFirstByte() {
        return (firstByte - opened) / 1e6;
    }

    long heapInTheMiddle() {
        return heapInTheMiddle;
    }
}
