# Volumes, claims and classes.
cat <<END > pv.yaml
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk, labels: {type: local}}
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce, ReadOnlyMany]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: manual
  hostPath: {path: /mnt/data}
END
kubectl create -f pv.yaml
kubectl get pv
kubectl get pv -o wide
kubectl get pv disk -o yaml
kubectl describe pv disk
kubectl label pv disk type=remote
kubectl label pv disk type=remote --overwrite
kubectl patch pv disk -p '{"spec":{"persistentVolumeReclaimPolicy":"Delete"}}'
kubectl patch pv disk -p '{"spec":{"hostPath":{"path":"/other"}}}'
kubectl get pv disk -o jsonpath='{.spec.capacity.storage}'
kubectl get pv -o custom-columns=NAME:.metadata.name,CLASS:.spec.storageClassName,SIZE:.spec.capacity.storage
sed 's/hostPath/hostpath/' pv.yaml | kubectl create -f -
sed 's/name: disk/name: bad/; /hostPath/d' pv.yaml | kubectl create -f -
sed 's/name: disk/name: bad/; s/ReadWriteOnce/Everything/; s/10Gi/lots/' pv.yaml | kubectl create -f -
cat <<END > pvc.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: claim}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: nosuch
  resources: {requests: {storage: 3Gi}}
END
kubectl apply -f pvc.yaml
kubectl get pvc
kubectl get pvc -o wide
kubectl get pvc claim -o json
kubectl describe pvc claim
kubectl run user --image=nginx --overrides='{"spec":{"volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"claim"}}]}}'
kubectl describe pvc claim --show-events=false
kubectl annotate pvc claim a=b
kubectl patch pvc claim -p '{"spec":{"storageClassName":"other"}}'
sed 's/storage: 3Gi/disk: 3Gi/; s/name: claim/name: bad/' pvc.yaml | kubectl create -f -
sed 's/accessModes/accessMode/' pvc.yaml | kubectl apply -f -
kubectl explain pvc.spec.dataSourceRef
cat <<END > sc.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: example.com/fast
parameters: {type: ssd}
allowVolumeExpansion: true
volumeBindingMode: WaitForFirstConsumer
mountOptions: [debug]
END
kubectl create -f sc.yaml
kubectl get sc
kubectl get sc -o wide
kubectl get sc fast -o yaml
kubectl describe sc fast
kubectl patch sc fast -p '{"allowVolumeExpansion":false}'
kubectl patch sc fast -p '{"provisioner":"other"}'
sed 's/WaitForFirstConsumer/Later/; s/name: fast/name: bad/' sc.yaml | kubectl create -f -
cat <<END | kubectl create -f -
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {name: csi.example.com}
spec: {attachRequired: false, podInfoOnMount: true}
---
apiVersion: storage.k8s.io/v1
kind: CSINode
metadata: {name: node01}
spec: {drivers: [{name: csi.example.com, nodeID: n1, topologyKeys: [zone]}]}
---
apiVersion: storage.k8s.io/v1
kind: VolumeAttachment
metadata: {name: va}
spec: {attacher: csi.example.com, nodeName: node01, source: {persistentVolumeName: disk}}
---
apiVersion: storage.k8s.io/v1
kind: CSIStorageCapacity
metadata: {name: cap}
storageClassName: fast
capacity: 100Gi
END
kubectl get csidrivers,csinodes,volumeattachments,csistoragecapacities
kubectl get csidrivers -o name
kubectl describe csidriver csi.example.com
kubectl describe csinode node01
kubectl describe volumeattachment va
kubectl describe csistoragecapacity cap
kubectl delete csidriver csi.example.com
kubectl delete csinode node01
kubectl delete csistoragecapacity cap
kubectl delete volumeattachment nosuch
kubectl delete sc fast
kubectl describe sc fast
